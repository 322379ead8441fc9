#!/usr/bin/env node
import { runSpec } from './commands/spec.ts';
import { loadCompiled } from './load-compiled.ts';
import { runProgram } from './program.ts';
import { stdoutForFewLines } from './protocol/stdout.ts';

const [verb, ...rest] = process.argv.slice(2);

// The platform asks for the spec alone on registration and waits for it: nothing else is loaded for it.
if (verb === 'spec' && rest.length === 0) {
  void runProgram(async (base) => {
    runSpec({ ...base, debug: false });
    return 0;
  }, stdoutForFewLines);
} else {
  try {
    loadCompiled();
  } catch (error) {
    // Where the rest cannot be loaded, that is told like every other error.
    void runProgram(async () => {
      throw error;
    });
  }
}
