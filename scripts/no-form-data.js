// Stands in for the package form-data in the bundle (build.js).
export default class FormData {}
