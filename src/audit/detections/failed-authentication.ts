import { Severity } from '../../engine/severity';
import type { Detection } from './detection';

export const failedAuthentication: Detection = {
  id: 'failed-authentication',
  meaning: 'Credentials were sent that are unknown, expired or revoked.',
  severity: Severity.MEDIUM,
  technique: 'T1078',
  remedy: 'Find out what is at the address, and which credentials it uses. Revoke them where their owner has left.',
  falsePositives: 'Tokens that expire while a laptop sleeps: a few requests, then the right ones.',
  match: ({ outcome }) => (outcome === 'unauthenticated' ? 'credentials that are not valid' : undefined),
};
