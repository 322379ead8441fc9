import { connectorError } from '../errors/connector-error.ts';
import { connectionViolations } from './connection-checks.ts';
import { datasetViolations } from './dataset-checks.ts';
import { type DraftConfig, draftConfig, filledConfig } from './draft.ts';
import { endpointViolations } from './endpoint-checks.ts';
import { withoutLeftOut } from './left-out.ts';
import { paginatorViolations } from './paginator-checks.ts';
import { schemaViolations } from './schema-violations.ts';
import type { Settings } from './settings.ts';
import { toSettings } from './to-settings.ts';
import { textOfViolation } from './violation.ts';

/**
 * Validates a configuration against spec.json and against what spec.json cannot say, applies the defaults and decodes
 * it. Throws the ConnectorError `config_invalid`, which names every violation and no value of a secret.
 */
export function loadConfig(raw: unknown): Settings {
  const given = withoutLeftOut(raw);
  const ofSchema = schemaViolations(given);
  const refused = ofSchema.map(({ pointer }) => pointer);
  const violations = [...ofSchema, ...checks(draftConfig(given, refused))];
  if (violations.length > 0) {
    throw connectorError('config_invalid', { violations: `${violations.map(textOfViolation).join('; ')}.` });
  }
  return toSettings(filledConfig(given));
}

function checks(draft: DraftConfig) {
  return [connectionViolations, datasetViolations, endpointViolations, paginatorViolations].flatMap((check) =>
    check(draft),
  );
}
