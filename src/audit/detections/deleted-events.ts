import { Severity } from '../../engine/severity';
import { isOfKubernetes, resourceText, type Detection } from './detection';

export const deletedEvents: Detection = {
  id: 'deleted-events',
  meaning: 'An identity deleted Events, which tell what happened.',
  severity: Severity.HIGH,
  technique: 'T1070',
  remedy: 'Look at what the identity did before: the audit log still has it.',
  falsePositives: 'Tests that clean up after themselves.',
  match: (event) =>
    event.target?.resource === 'events' && event.verb.startsWith('delete') && event.outcome === 'allowed' && !isOfKubernetes(event.user)
      ? resourceText(event)
      : undefined,
};
