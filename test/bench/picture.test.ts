import { describe, expect, test } from '@jest/globals';
import { pictureOf } from '../../bench/report/picture.ts';
import { reader, run, throughput } from './measured.ts';

const picture = pictureOf([
  throughput('peers', reader('loop', run(10, 9)), reader('connector', run(1, 1))),
  throughput('wide', reader('connector', run(4, 4))),
  throughput('tls', reader('faros', run(4, 4))),
]);

describe('the picture of the results', () => {
  test('has a panel for small and for wide records, the fastest reader first', () => {
    const texts = [...picture.matchAll(/<text[^>]*>([^<]*)/g)].map(([, text]) => text?.trim());
    expect(texts).toEqual([
      'peers &lt;records>',
      'the connector',
      '1,000',
      'the loop',
      '100',
      'wide &lt;records>',
      'the connector',
      '250',
    ]);
  });

  test('has bars as long as the rates say', () => {
    const bars = [...picture.matchAll(/class="(\w+)" x="200" y="\d+" width="(\d+)"/g)].map(([, kind, width]) => [
      kind,
      width,
    ]);
    expect(bars).toEqual([
      ['own', '450'],
      ['bar', '45'],
      ['own', '450'],
    ]);
  });

  test('can be read on light and on dark pages', () => {
    expect(picture).toContain('@media (prefers-color-scheme: dark)');
    expect(picture).toMatch(/^<svg xmlns="http:\/\/www\.w3\.org\/2000\/svg" viewBox="0 0 760 \d+"[^>]*>\n<title/);
  });
});
