import manifest from '../package.json' with { type: 'json' };

/** What the connector calls itself towards the API. */
export const userAgent = `${manifest.name}/${manifest.version}`;
