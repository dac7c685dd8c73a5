import { expect, it } from 'vitest';
import type { PackMark } from '../domain/forest/pack-mark';
import { modelsNotice } from './saved-models';
import type { AnsweredBy } from './session/answered-by';

const pack = (name: string, digit: string): PackMark => ({
  name,
  version: '1',
  origin: 'yours',
  citation: 'me',
  sha256: digit.repeat(64),
});
const RUST = pack('rust', 'a');
const SALT = pack('salt', 'b');
const alone: AnsweredBy = { version: 'm', pack: RUST, beside: null };
const both: AnsweredBy = { version: 'm', pack: null, beside: SALT };
const shipped: AnsweredBy = { version: 'm', pack: null, beside: null };

it('says in one sentence that a pack is missing, and how to get its answers', () => {
  const notice = modelsNotice([alone, alone, shipped, undefined], new Set(), null);
  expect(notice?.text).toBe(
    'The session was saved with answers of the model pack rust (version 1) for 2 spectra, which is not in this browser: other models answer until its file is dropped here and chosen under Models.',
  );
  expect(notice?.answering).toBeNull();
  expect(modelsNotice([alone, both], new Set(), null)?.text).toContain(
    'rust (version 1) and salt (version 1) for 2 spectra, which are',
  );
});

it('offers a pack that is there where other models are chosen', () => {
  const kept = new Set([RUST.sha256, SALT.sha256]);
  expect(modelsNotice([both], kept, null)).toMatchObject({
    text: expect.stringContaining('salt (version 1) for 1 spectrum; other models are chosen here') as string,
    answering: { with: 'both', pack: SALT.sha256 },
  });
  expect(modelsNotice([alone], kept, { with: 'both', pack: RUST.sha256 })?.answering).toEqual({
    with: 'pack',
    pack: RUST.sha256,
  });
});

it('has nothing to say where the same models answer, or the shipped ones did', () => {
  const kept = new Set([RUST.sha256]);
  expect(modelsNotice([alone], kept, { with: 'pack', pack: RUST.sha256 })).toBeNull();
  expect(modelsNotice([shipped, undefined], new Set(), null)).toBeNull();
});
