import { expect, it } from 'vitest';
import { DEFAULT_SETTINGS, settingsFrom } from './settings';

it('keeps what is known of stored settings and gives defaults for the rest', () => {
  expect(settingsFrom({ theme: 'dark', view: 'hologram', unknown: 1 })).toEqual({
    ...DEFAULT_SETTINGS,
    theme: 'dark',
  });
  expect(settingsFrom(undefined)).toEqual(DEFAULT_SETTINGS);
  expect(settingsFrom('text')).toEqual(DEFAULT_SETTINGS);
});
