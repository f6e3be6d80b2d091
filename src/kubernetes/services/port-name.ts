const CHARACTERS = /^[-a-z0-9]+$/;

/**
 * Why the API server rejects a name of a port; undefined for a good one. A port of a Service or container is referred to by it.
 *
 * Source: `IsValidPortName` in k8s.io/apimachinery/pkg/util/validation (RFC 6335, in lower case)
 */
export function portNameFault(name: string): string | undefined {
  if (name.length > 15) return 'is longer than 15 characters';
  if (!CHARACTERS.test(name)) return 'has characters other than a-z, 0-9 and -';
  if (!/[a-z]/.test(name)) return 'has no letter';
  if (name.includes('--')) return 'has two hyphens in a row';
  return name.startsWith('-') || name.endsWith('-') ? 'begins or ends with a hyphen' : undefined;
}
