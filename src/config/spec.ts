import spec from '../../spec.json' with { type: 'json' };

/** What the verb `spec` emits: the top-level spec.json. */
export { spec };
