import { Severity } from '../../engine/severity';
import { isOfKubernetes, resourceText, type Detection } from './detection';

export const secretListing: Detection = {
  id: 'secret-listing',
  meaning: 'An identity read all Secrets of a namespace, or of the cluster.',
  severity: Severity.HIGH,
  technique: 'T1552.007',
  remedy: 'Rotate what the Secrets hold, unless the identity is a program that needs them all. Grant get on names instead.',
  falsePositives: 'Operators that keep all Secrets in a cache.',
  match: (event) =>
    event.target?.resource === 'secrets'
    && event.target.group === ''
    && event.target.name === ''
    && (event.verb === 'list' || event.verb === 'watch')
    && event.outcome === 'allowed'
    && !isOfKubernetes(event.user)
      ? resourceText(event)
      : undefined,
};
