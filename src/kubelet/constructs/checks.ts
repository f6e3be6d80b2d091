import type { Refusal } from '../../cdk8s/refusal';
import type { NodeTable } from '../../kubernetes/components/kubelet/table';
import { faultsOf } from '../../kubernetes/schema/faults';
import type { JsonObject } from '../../text/json';
import { KubeletCipherSuite, KubeletTlsVersion } from './hardened-kubelet-props';

export type Faulty = Refusal | undefined;

export function pathFault(name: string, path: string): Faulty {
  if (/^(\/[A-Za-z0-9._@+-]+)+$/.test(path) && !path.split('/').includes('..')) return undefined;
  return {
    fact: `${name} ${JSON.stringify(path)} is not an absolute path of a file`,
    consequence: 'so the kubelet would not find it',
    remedy: 'Write a path such as "/etc/kubernetes/pki/ca.crt".',
  };
}

export function numberFault(name: string, value: number, most: number, consequence: string): Faulty {
  if (Number.isInteger(value) && value >= 1 && value <= most) return undefined;
  return { fact: `${name} is ${value}`, consequence, remedy: `Write an integer from 1 to ${most}.` };
}

export function suitesFault(suites: readonly string[] | undefined, version: KubeletTlsVersion): Faulty {
  if (suites === undefined) return undefined;
  if (version === KubeletTlsVersion.TLS_1_3) {
    return {
      fact: 'cipherSuites is set, and minimumTlsVersion is TLS 1.3',
      consequence: 'which has suites of its own, so they would have no effect',
      remedy: 'Leave one of the two out.',
    };
  }
  const known: readonly string[] = Object.values(KubeletCipherSuite);
  const weak = suites.find((suite) => !known.includes(suite));
  if (suites.length > 0 && weak === undefined) return undefined;
  return {
    fact:
      weak === undefined
        ? 'cipherSuites is empty'
        : `${JSON.stringify(weak)} is not a suite with forward secrecy and authenticated encryption`,
    consequence: 'so recorded or altered traffic could be read',
    remedy: 'Use members of KubeletCipherSuite.',
  };
}

export function sysctlFault(sysctls: readonly string[], reason: string | undefined): Faulty {
  const wrong = sysctls.find((name) => !/^[a-z0-9][-_a-z0-9./]*\*?$/.test(name));
  if (wrong !== undefined) {
    return {
      fact: `allowedUnsafeSysctls has ${JSON.stringify(wrong)}, which is not a sysctl`,
      consequence: 'so the kubelet does not start',
      remedy: 'Write a name such as "net.core.somaxconn", or a prefix such as "kernel.msg*".',
    };
  }
  if (sysctls.length === 0 || reason !== undefined) return undefined;
  return {
    fact: `allowedUnsafeSysctls has ${sysctls.join(', ')}`,
    consequence: 'so a pod could harm other pods of its node',
    remedy: 'Leave it out, or say in unsafeSysctlsReason why it has to be.',
  };
}

export function settingsFault(settings: JsonObject, own: JsonObject, table: NodeTable): Faulty {
  const taken = Object.keys(settings).find((field) => Object.hasOwn(own, field) || OWN.has(field));
  if (taken !== undefined) {
    return {
      fact: `settings has ${taken}, which this construct decides`,
      consequence: 'so one of the two would have no effect',
      remedy: 'Use the property for it, or HardenedKubelet.configFile.overrideContent.',
    };
  }
  const [fault] = faultsOf(settings, 'KubeletConfiguration', table.schema);
  if (!fault) return undefined;
  return {
    fact: `${fault.path} in settings ${fault.fact}${fault.fact === 'does not exist' ? ` in Kubernetes ${table.schema.release}` : ''}`,
    consequence: 'so the kubelet ignores it or does not start',
    remedy: fault.suggestion === undefined ? 'Remove or correct it.' : `Did you mean ${fault.suggestion}?`,
  };
}

/** Fields that this construct decides by leaving them out, and what a document begins with. */
const OWN = new Set([
  'apiVersion',
  'kind',
  'serverTLSBootstrap',
  'tlsCertFile',
  'tlsPrivateKeyFile',
  'tlsCipherSuites',
  'allowedUnsafeSysctls',
  'staticPodURL',
]);
