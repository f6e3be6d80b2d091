import { Severity } from '../../engine/severity';
import { isOfKubernetes, type Detection } from './detection';

export const tokenRequest: Detection = {
  id: 'token-request',
  meaning: 'An identity got a token of a ServiceAccount.',
  severity: Severity.HIGH,
  technique: 'T1528',
  remedy: 'Delete the ServiceAccount and create it again, which revokes its tokens, unless the identity is meant to hand them out.',
  falsePositives: 'Pipelines and vaults that get short-lived tokens this way.',
  match: ({ target, verb, outcome, user }) =>
    target?.resource === 'serviceaccounts'
    && target.subresource === 'token'
    && verb === 'create'
    && outcome === 'allowed'
    && !isOfKubernetes(user)
      ? `${target.namespace}/${target.name}`
      : undefined,
};
