/** Suites of TLS 1.2 with forward secrecy and authenticated encryption. */
export const STRONG_SUITES: readonly string[] = [
  'TLS_ECDHE_ECDSA_WITH_AES_128_GCM_SHA256',
  'TLS_ECDHE_RSA_WITH_AES_128_GCM_SHA256',
  'TLS_ECDHE_ECDSA_WITH_AES_256_GCM_SHA384',
  'TLS_ECDHE_RSA_WITH_AES_256_GCM_SHA384',
  'TLS_ECDHE_ECDSA_WITH_CHACHA20_POLY1305_SHA256',
  'TLS_ECDHE_RSA_WITH_CHACHA20_POLY1305_SHA256',
];

/** Other names of strong suites: those of TLS 1.3, which Go always offers, and two short ones. */
export const OTHER_STRONG_NAMES: readonly string[] = [
  'TLS_AES_128_GCM_SHA256',
  'TLS_AES_256_GCM_SHA384',
  'TLS_CHACHA20_POLY1305_SHA256',
  'TLS_ECDHE_ECDSA_WITH_CHACHA20_POLY1305',
  'TLS_ECDHE_RSA_WITH_CHACHA20_POLY1305',
];

const CBC = 'encrypts with CBC';
const STATIC = 'has no forward secrecy';

/** Suites that they take and that are weak, with the reason. Source: RFC 9325 sections 4.1 and 4.2; names from Go's crypto/tls. */
export const WEAK_SUITES: ReadonlyMap<string, string> = new Map([
  ['TLS_ECDHE_ECDSA_WITH_AES_128_CBC_SHA', CBC],
  ['TLS_ECDHE_ECDSA_WITH_AES_256_CBC_SHA', CBC],
  ['TLS_ECDHE_RSA_WITH_AES_128_CBC_SHA', CBC],
  ['TLS_ECDHE_RSA_WITH_AES_256_CBC_SHA', CBC],
  ['TLS_ECDHE_ECDSA_WITH_AES_128_CBC_SHA256', CBC],
  ['TLS_ECDHE_RSA_WITH_AES_128_CBC_SHA256', CBC],
  ['TLS_RSA_WITH_AES_128_GCM_SHA256', STATIC],
  ['TLS_RSA_WITH_AES_256_GCM_SHA384', STATIC],
  ['TLS_RSA_WITH_AES_128_CBC_SHA', STATIC],
  ['TLS_RSA_WITH_AES_256_CBC_SHA', STATIC],
  ['TLS_RSA_WITH_AES_128_CBC_SHA256', STATIC],
  ['TLS_RSA_WITH_3DES_EDE_CBC_SHA', 'encrypts with 3DES'],
  ['TLS_ECDHE_RSA_WITH_3DES_EDE_CBC_SHA', 'encrypts with 3DES'],
  ['TLS_RSA_WITH_RC4_128_SHA', 'encrypts with RC4'],
  ['TLS_ECDHE_ECDSA_WITH_RC4_128_SHA', 'encrypts with RC4'],
  ['TLS_ECDHE_RSA_WITH_RC4_128_SHA', 'encrypts with RC4'],
]);
