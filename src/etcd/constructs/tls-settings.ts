import type { Refusal } from '../../cdk8s/refusal';
import { STRONG_SUITES } from '../../kubernetes/components/tls-suites';
import { EtcdTlsVersion, type EtcdCipherSuite } from './etcd-tls-props';
import type { EtcdRelease } from './release';

/** Settings about TLS versions and suites, and what the release lacks. */
export interface TlsSettings {
  readonly settings: readonly (readonly [string, string])[];
  readonly remarks: readonly string[];
}

export function tlsSettings(
  release: EtcdRelease,
  minimum: EtcdTlsVersion,
  suites: readonly EtcdCipherSuite[] | undefined,
): TlsSettings | Refusal {
  const known = release.has('tlsMinVersion');
  const remarks = known
    ? []
    : [
        `etcd ${release.text} has no tls-min-version, so none is set: it accepts nothing below TLS 1.2 all the same. Some of these `
          + 'releases know no TLS 1.3.',
      ];
  const version = known ? [['tls-min-version', minimum] as const] : [];
  if (!Object.values(EtcdTlsVersion).includes(minimum)) {
    return {
      fact: `${JSON.stringify(minimum)} is not a TLS version`,
      consequence: 'so etcd does not start',
      remedy: 'Use a member of EtcdTlsVersion.',
    };
  }
  if (minimum === EtcdTlsVersion.TLS_1_3) {
    if (!known) {
      return {
        fact: `etcd ${release.text} has no tls-min-version`,
        consequence: 'so TLS 1.2 cannot be disabled',
        remedy: 'State a release that has it: 3.4.25, 3.5.8, 3.6 or later.',
      };
    }
    if (suites !== undefined) {
      return {
        fact: 'cipherSuites are given and TLS 1.3 is the least version',
        consequence: 'which etcd rejects, because suites of TLS 1.3 cannot be chosen',
        remedy: 'Leave cipherSuites out.',
      };
    }
    return { settings: version, remarks };
  }
  const chosen: readonly string[] = [...(suites ?? STRONG_SUITES)];
  if (chosen.length === 0) {
    return {
      fact: 'cipherSuites is empty',
      consequence: 'so Go would choose, CBC suites included',
      remedy: 'Leave it out, or name some of EtcdCipherSuite.',
    };
  }
  const weak = chosen.find((suite) => !STRONG_SUITES.includes(suite));
  if (weak !== undefined) {
    return {
      fact: `${JSON.stringify(weak)} is not a suite with forward secrecy and authenticated encryption`,
      consequence: 'so recorded or altered traffic could be read',
      remedy: 'Use members of EtcdCipherSuite.',
    };
  }
  const names = release.has('longChaChaNames') ? chosen : chosen.map((suite) => suite.replace(/(CHACHA20_POLY1305)_SHA256$/, '$1'));
  return { settings: [...version, ['cipher-suites', names.join(',')]], remarks };
}
