// Stands in for the package form-data in the bundle (build.js): multipart bodies are never sent.
export default class FormData {}
