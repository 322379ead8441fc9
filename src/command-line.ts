import { runCommandLine } from './cli/run-command.ts';
import { runProgram } from './program.ts';

// axios tries out the fetch of Node as soon as it is loaded, and Node loads a second HTTP client for that.
for (const name of ['fetch', 'FormData', 'Request', 'Response']) Reflect.deleteProperty(globalThis, name);

void runProgram((base) => runCommandLine(process.argv.slice(2), base));
