import { writeFileSync } from 'node:fs';
import { COMPILED, loadCompiled } from '../../src/load-compiled.ts';

// The connector with the same arguments; when it ends, what V8 compiled of it is kept.

const script = loadCompiled();
process.on('exit', () => writeFileSync(COMPILED, script.createCachedData()));
