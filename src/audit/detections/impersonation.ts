import { Severity } from '../../engine/severity';
import type { Detection } from './detection';

export const impersonation: Detection = {
  id: 'impersonation',
  meaning: 'An identity acted as another user.',
  severity: Severity.MEDIUM,
  technique: 'T1078',
  remedy: 'Ask the real user for the reason. Confine impersonate to names of users.',
  falsePositives: 'Proxies and consoles that act for the people who use them.',
  match: ({ impersonated }) => (impersonated ? `as ${impersonated.user}` : undefined),
};
