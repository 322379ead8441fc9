// Stands in the bundle for the package debug (build.js).
export default () => () => undefined;
