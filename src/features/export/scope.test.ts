import { expect, it } from 'vitest';
import { scopesOf } from './scope';

const order = ['a', 'b', 'c', 'd'];

it('counts the spectrum on screen among the ticked ones, in the order of the list', () => {
  const scopes = scopesOf({ order, current: 'a', ticked: new Set(['d', 'c']) }, null);
  expect(scopes).toEqual([
    { scope: 'current', ids: ['a'] },
    { scope: 'ticked', ids: ['a', 'c', 'd'] },
    { scope: 'all', ids: order },
  ]);
});

it('offers what the table shows, in the order of the table, while it is filtered', () => {
  const scopes = scopesOf({ order, current: null, ticked: new Set() }, ['c', 'b']);
  expect(scopes.map(({ scope }) => scope)).toEqual(['filtered', 'all']);
  expect(scopes[0].ids).toEqual(['c', 'b']);
});
