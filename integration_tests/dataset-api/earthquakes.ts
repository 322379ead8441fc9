import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { isObject } from './exact-json.ts';

/**
 * The 1,707 earthquakes that the USGS recorded in the week before 2018-02-07, from the package vega-datasets, newest
 * first: `id`, `thing` (the place), `timestamp` (epoch ms), the other properties as they are, and the point as
 * `longitude`, `latitude` (degrees) and `depth` (km).
 */
export function earthquakes(): readonly object[] {
  const require = createRequire(import.meta.url);
  const file = join(require.resolve('vega-datasets'), '..', '..', 'data', 'earthquakes.json');
  const collection: unknown = JSON.parse(readFileSync(file, 'utf8'));
  const features = isObject(collection) ? collection['features'] : undefined;
  if (!Array.isArray(features)) throw new TypeError(`${file}: features must be an array`);
  return features.map((feature: unknown) => rowOf(feature));
}

function rowOf(feature: unknown): object {
  if (!isObject(feature) || !isObject(feature['properties']) || !isObject(feature['geometry'])) {
    throw new TypeError('an earthquake must be a GeoJSON feature');
  }
  const { place, time, ...others } = feature['properties'];
  const { coordinates } = feature['geometry'];
  const [longitude, latitude, depth]: unknown[] = Array.isArray(coordinates) ? coordinates : [];
  return { id: feature['id'], thing: place, timestamp: time, ...others, longitude, latitude, depth };
}
