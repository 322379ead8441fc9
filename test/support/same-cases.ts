import fc from 'fast-check';

/** The properties look at the same cases in every run of the tests; RUNS=n looks for new ones. */
const SEED = 4711;

if (process.env['RUNS'] === undefined) fc.configureGlobal({ ...fc.readConfigureGlobal(), seed: SEED });
