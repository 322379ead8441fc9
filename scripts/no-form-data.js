// Stands in for the package form-data in the bundle (build.js): axios imports it, and never uses it without multipart bodies.
class FormData {}

export { FormData as default };
