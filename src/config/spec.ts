import spec from '../../spec.json' with { type: 'json' };

/** The ConnectorSpecification that the verb `spec` emits and that every configuration is validated against. */
export { spec };
