import { evenly } from './small-rows.ts';

/**
 * Rows of 30 columns, about 1 KB each, as JSON texts in ascending order of time: nested objects, arrays of objects,
 * escapes, letters beyond ASCII, and numbers that a parser rounds.
 */
export function* wideRows(count: number): Generator<string> {
  for (let index = 0; index < count; index += 1)
    yield `{${[...identity(index), ...readings(index), ...nested(index)].join(',')}}`;
}

function identity(index: number): string[] {
  return [
    `"id":"wide-${String(index).padStart(9, '0')}"`,
    `"timestamp":${evenly(index)}`,
    `"serial":90071992547${String(40_993 + index).padStart(8, '0')}`,
    `"plant":"Werk Süd ${index % 7}"`,
    `"line":"ligne n° ${index % 31}"`,
    `"operator":"山田 ${index % 97}"`,
    `"note":"tool \\"${index % 13}\\" changed\\n\\tchecked \\u2713 by shift ${index % 3}"`,
    `"path":"\\/data\\/${index % 11}\\/run\\/${index}"`,
  ];
}

function readings(index: number): string[] {
  const base = (index * 7919) % 100_003;
  const plain = Array.from({ length: 14 }, (_, column) => `"reading_${column}":${(base + column * 31) / 100}`);
  return [...plain, '"gain":1.0', '"drift":0.1000000000000000055', '"open":true', '"fault":null'];
}

function nested(index: number): string[] {
  return [
    `"position":{"x":${index % 1000},"y":${(index * 3) % 1000},"z":-0.5,"frame":{"name":"cell ${index % 9}","unit":"mm"}}`,
    `"steps":[{"name":"heat","seconds":${index % 60},"ok":true},{"name":"press","seconds":${(index * 7) % 90},"ok":false}]`,
    `"tags":["alpha","beta ${index % 5}","γ"]`,
    `"description":"${'The part went through all stations of the line. '.repeat(5)}"`,
  ];
}
