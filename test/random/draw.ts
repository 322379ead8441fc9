import { seededRandom } from '../../integration_tests/dataset-api/seeded-random.ts';

/** Random choices that a seed repeats. */
export class Draw {
  readonly random: () => number;

  constructor(seed: number) {
    this.random = seededRandom(seed);
  }

  below(most: number): number {
    return Math.floor(this.random() * most);
  }

  oneOf<Item>(...items: [Item, ...Item[]]): Item {
    return items[this.below(items.length)] ?? items[0];
  }

  isOneIn(many: number): boolean {
    return this.below(many) === 0;
  }
}
