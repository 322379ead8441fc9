/**
 * The environment of what is measured: that of the bench without the settings of Node, which change what its start costs
 * (the certificates of NODE_EXTRA_CA_CERTS are more than half of it) and weigh most in what is fast.
 */
export const measuredEnvironment: NodeJS.ProcessEnv = Object.fromEntries(
  Object.entries(process.env).filter(([name]) => !name.startsWith('NODE_')),
);
