import { setFlagsFromString } from 'node:v8';
import { runCommandLine } from './cli/run-command.ts';
import { runProgram } from './program.ts';

// axios tries out the fetch of Node as soon as it is loaded, and Node loads a second HTTP client for that.
for (const name of ['fetch', 'FormData', 'Request', 'Response']) Reflect.deleteProperty(globalThis, name);

// The optimizing compiler of Node.js 20 takes code that runs once for each page, and compiles longer than it saves: a
// fifteenth of all work (docs/performance.md). Later versions of Node.js wait longer by themselves.
if (process.versions.v8.startsWith('11.')) setFlagsFromString('--interrupt-budget=540000');

await runProgram((base) => runCommandLine(process.argv.slice(2), base));
