import { accessibilityFaults, expect, test } from './app';

/** Rutile in its own words. */
const RUTILE = `data_rutile
_chemical_name_mineral Rutile
_cell_length_a 4.594
_cell_length_b 4.594
_cell_length_c 2.959
_cell_angle_alpha 90
_cell_angle_beta 90
_cell_angle_gamma 90
loop_
_atom_site_label
_atom_site_type_symbol
_atom_site_fract_x
_atom_site_fract_y
_atom_site_fract_z
Ti1 Ti4+ 0 0 0
Ti2 Ti4+ 0.5 0.5 0.5
O1 O2- 0.305 0.305 0
O2 O2- -0.305 -0.305 0
O3 O2- 0.805 0.195 0.5
O4 O2- 0.195 0.805 0.5
`;

/** Magnetite, primitive cell: iron in tetrahedra and, twice as often, in octahedra. */
const MAGNETITE = `data_magnetite
_chemical_name_mineral Magnetite
_cell_length_a 5.937
_cell_length_b 5.937
_cell_length_c 5.937
_cell_angle_alpha 60
_cell_angle_beta 60
_cell_angle_gamma 60
loop_
_atom_site_label
_atom_site_type_symbol
_atom_site_fract_x
_atom_site_fract_y
_atom_site_fract_z
${[[0.125, 0.125, 0.125], [0.875, 0.875, 0.875], [0.5, 0.5, 0.5], [0.5, 0.5, 0], [0.5, 0, 0.5], [0, 0.5, 0.5]].map((at) => `Fe Fe3+ ${at.join(' ')}`).join('\n')}
${[0.2549, 0.7451].flatMap((u) => [[u, u, u], [u, u, 1.5 - 3 * u], [u, 1.5 - 3 * u, u], [1.5 - 3 * u, u, u]]).map((at) => `O O2- ${at.map((x) => x.toFixed(4)).join(' ')}`).join('\n')}
`; // prettier-ignore

test('a structure dropped alone shows what it is and every site', async ({ app, page }) => {
  await app.open();
  await app.drop({ name: 'rutile.cif', content: RUTILE });
  await expect(page.getByRole('heading', { name: /Rutile/ })).toBeVisible();
  await expect(page.getByText('P 4_2/m n m (136)')).toBeVisible();
  const site = page.getByRole('region', { name: 'Site Ti, atom 1' });
  await expect(site.getByText('2 times in the cell')).toBeVisible();
  await expect(site.getByRole('list', { name: 'Motifs of CN 6, most similar first' }).getByRole('img').first()).toHaveAccessibleName('octahedral');
  await expect(site.getByRole('img', { name: /^The 6 nearest neighbours of Ti, atom 1: 4 × O 1.9\d+, 2 × O 1.9\d+ angstrom/ })).toBeVisible();
  expect(await accessibilityFaults(page)).toEqual([]);
}); // prettier-ignore

test('the picture turns with the keyboard', async ({ app, page }) => {
  await app.open();
  await app.drop({ name: 'rutile.cif', content: RUTILE });
  const picture = page.getByRole('img', { name: /nearest neighbours of Ti/ });
  const before = await picture.innerHTML();
  await page.getByRole('slider', { name: 'Turn the picture of Ti, atom 1' }).focus();
  await page.keyboard.press('ArrowRight');
  await expect.poll(() => picture.innerHTML()).not.toBe(before);
});

test('expectation and answer stand side by side', async ({ app, page }) => {
  await app.open();
  await page.getByRole('button', { name: /hematite/ }).click();
  await expect(app.environment).toContainText('CN 6');
  await app.drop({ name: 'magnetite.cif', content: MAGNETITE });
  const expected = app.answer.getByRole('region', { name: 'Expected from structure' });
  await expect(expected).toContainText(/Magnetite Fe₃O₄: CN 6 octahedral, CN 4 tetrahedral/);
  await expect(expected).toContainText(/Jaccard \d+/);
  await expect(expected).toContainText(/only expected\s*CN 4: tetrahedral/);
  await expected.getByRole('link', { name: 'Magnetite' }).click();
  const card = page.getByRole('region', { name: 'Expected of a spectrum of Fe' });
  await expect(card).toContainText('2 distinct sites, averaged by their multiplicity');
  await expect(card.getByRole('heading', { name: /^Beside .*/ })).toBeVisible();
});

test('a bad structure is a sentence, and the others stay', async ({ app, page }) => {
  await app.open();
  await app.drop({ name: 'rutile.cif', content: RUTILE });
  await expect(page.getByRole('heading', { name: /Rutile/ })).toBeVisible();
  await app.drop({ name: 'bad.cif', content: RUTILE.replace('0.305 0.305 0', '0.02 0 0') });
  await expect(page.getByRole('alert')).toContainText('lie on the same site');
  await page.getByRole('list', { name: 'Structures of the session' }).getByRole('button', { name: 'Rutile', exact: true }).click();
  await expect(page.getByRole('region', { name: 'Site Ti, atom 1' })).toBeVisible();
}); // prettier-ignore

test.describe('without a network', () => {
  test.use({ serviceWorkers: 'allow' });

  test('structures are kept and computed again without a network', async ({ app, page, context }) => {
    await app.open();
    await page.evaluate(async () => {
      await navigator.serviceWorker.ready;
    });
    await app.drop({ name: 'rutile.cif', content: RUTILE });
    await expect(page.getByRole('region', { name: 'Site Ti, atom 1' })).toBeVisible();
    await page.reload();
    await expect(page.getByRole('region', { name: 'Site Ti, atom 1' })).toBeVisible();
    await context.setOffline(true);
    await page.reload();
    await expect(page.getByRole('region', { name: 'Site Ti, atom 1' })).toBeVisible();
    await app.drop({ name: 'magnetite.cif', content: MAGNETITE });
    await expect(page.getByRole('region', { name: 'Site Fe, atom 3' })).toBeVisible();
    expect(page.url()).toContain('#/structures');
  });
});
