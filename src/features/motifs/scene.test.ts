import { describe, expect, it } from 'vitest';
import { MOTIF_NAMES, motifGeometry } from '../../domain/environment/geometry';
import { bondAngle, motifScene } from './scene';

const sceneOf = (name: string) => {
  const scene = motifScene(name);
  if (!scene) throw new Error(`no scene for ${name}`);
  return scene;
};

describe('motif scene', () => {
  it.each(MOTIF_NAMES)('%s shows every ligand and its bond, apart from the others', (name) => {
    const scene = sceneOf(name);
    const ligands = scene.flatMap((shape) => (shape.kind === 'ligand' ? [shape.at] : []));
    expect(ligands).toHaveLength(motifGeometry(name)?.cn ?? -1);
    expect(scene.filter(({ kind }) => kind === 'bond')).toHaveLength(ligands.length);
    expect(scene.filter(({ kind }) => kind === 'absorber')).toHaveLength(1);
    ligands.forEach((a, i) => {
      for (const b of ligands.slice(i + 1)) expect(Math.hypot(a.x - b.x, a.y - b.y)).toBeGreaterThan(0.2);
    });
  });

  it('draws what is near over what is far', () => {
    const depths = sceneOf('octahedral').flatMap((shape) =>
      shape.kind === 'ligand' || shape.kind === 'bond' || shape.kind === 'absorber' ? [shape.near] : [],
    );
    expect(depths).toEqual(depths.toSorted((a, b) => a - b));
    expect(depths[0]).toBeLessThan(0.2);
    expect(depths.at(-1)).toBeGreaterThan(0.8);
  });

  it('has as many edges as Euler wants and no polygon over a bond angle', () => {
    expect(sceneOf('octahedral').filter(({ kind }) => kind === 'edge')).toHaveLength(12);
    expect(sceneOf('cuboctahedral').filter(({ kind }) => kind === 'edge')).toHaveLength(24);
    expect(sceneOf('T-shaped').filter(({ kind }) => kind === 'face')).toHaveLength(0);
  });

  it('gives the angle of two-coordinated motifs only', () => {
    expect(bondAngle('water-like')).toBeCloseTo(104.5, 9);
    expect(bondAngle('linear')).toBeCloseTo(180, 9);
    expect(bondAngle('T-shaped')).toBeUndefined();
    expect(motifScene('unknown')).toBeUndefined();
  });
});
