import { Severity } from '../../engine/severity';
import { resourceText, type Detection } from './detection';

export const forbiddenRequest: Detection = {
  id: 'forbidden-request',
  meaning: 'The authorizer refused a request.',
  severity: Severity.LOW,
  technique: 'T1613',
  remedy: 'Ask whose credentials these are. Where a program needs the request, grant it; else find out who used them.',
  falsePositives: 'A program whose role is too small sends the same request again and again.',
  match: (event) =>
    event.outcome === 'forbidden' && event.user !== 'system:anonymous' ? `${event.verb} ${resourceText(event)}` : undefined,
};
