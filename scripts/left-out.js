// Stands in the bundle for code that never runs (build.js).
export default function leftOut() {
  throw new Error('This build leaves out what was called here.');
}
