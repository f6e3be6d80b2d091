import type { Refusal } from '../../cdk8s/refusal';
import { isIssuedBy, readCertificates, shareKey } from '../certificates';
import { normalPath } from '../node-paths';
import type { EtcdCertificateFiles, EtcdClientFiles } from './etcd-tls-props';

/** Everything that is compared: paths are normal ones afterwards. */
export interface CertificatePlan {
  readonly clientCertificates: EtcdCertificateFiles;
  readonly peerCertificates: EtcdCertificateFiles;
  readonly apiServerCertificates: EtcdClientFiles & { readonly trustedCaFile: string };
  readonly clusterCaFile: string;
  readonly clusterCaCertificate?: string;
}

const SIDES = ['clientCertificates', 'peerCertificates', 'apiServerCertificates'] as const;
const PLAIN = /^(\/[A-Za-z0-9._@+-]+)+$/;
const KUBEADM_CA = '/etc/kubernetes/pki/ca.crt';

/** What is wrong with the files; undefined when they hold together. */
export function certificateFault(plan: CertificatePlan): Refusal | undefined {
  const files = SIDES.flatMap((side) =>
    (['certFile', 'keyFile', 'trustedCaFile'] as const).map((kind) => ({ name: `${side}.${kind}`, kind, path: plan[side][kind] })),
  );
  for (const { name, path } of [...files, { name: 'clusterCaFile', path: plan.clusterCaFile }]) {
    const fault = pathFault(name, path);
    if (fault) return fault;
  }
  for (const { name, kind, path } of files) {
    if (kind !== 'trustedCaFile') continue;
    const shared = [plan.clusterCaFile, KUBEADM_CA].find((ca) => normalPath(ca) === normalPath(path));
    if (shared !== undefined) return sharedCa(`${name} is ${path}, the CA of the cluster's clients`);
  }
  const seen = new Map<string, string>();
  for (const { name, kind, path } of files) {
    const other = seen.get(normalPath(path));
    if (other !== undefined && !(kind === 'trustedCaFile' && other.endsWith('.trustedCaFile'))) {
      return {
        fact: `${name} and ${other} are one file, ${path}`,
        consequence: 'so a client with one of these keys can impersonate the other',
        remedy: 'Issue a certificate and key for each side, and keep the CA separate from both.',
      };
    }
    if (other === undefined) seen.set(normalPath(path), name);
  }
  return contentFault(plan) ?? issuerFault(plan);
}

function pathFault(name: string, path: unknown): Refusal | undefined {
  if (path === undefined || path === null || path === '') {
    return {
      fact: `${name} is missing`,
      consequence: 'so one side could not prove who it is, or check the other',
      remedy: 'Name the file by its absolute path.',
    };
  }
  if (typeof path === 'string' && path.startsWith('/') && PLAIN.test(normalPath(path))) return undefined;
  return {
    fact: `${name} ${JSON.stringify(path)} is not an absolute path of a file`,
    consequence: 'so it is unclear which file is meant',
    remedy: 'Write a path such as "/etc/kubernetes/pki/etcd/server.crt".',
  };
}

function contentFault(plan: CertificatePlan): Refusal | undefined {
  const named = [
    ...SIDES.map((side) => [`${side}.trustedCaCertificate`, plan[side].trustedCaCertificate] as const),
    ['clusterCaCertificate', plan.clusterCaCertificate] as const,
  ];
  const read = new Map<string, Exclude<ReturnType<typeof readCertificates>, string>>();
  for (const [name, pem] of named) {
    if (pem === undefined) continue;
    const certificates = readCertificates(pem);
    const fault =
      typeof certificates === 'string'
        ? certificates
        : certificates.every(({ ca }) => ca)
          ? undefined
          : 'a certificate in it is not a CA certificate';
    if (fault !== undefined) {
      return {
        fact: `${name} cannot be used: ${fault}`,
        consequence: 'so it is unknown whether etcd has a separate CA',
        remedy: 'Give the PEM of the CA certificate, the public one.',
      };
    }
    read.set(name, certificates as Exclude<typeof certificates, string>);
  }
  const cluster = read.get('clusterCaCertificate');
  for (const [name, certificates] of read) {
    if (cluster && name !== 'clusterCaCertificate' && shareKey(certificates, cluster)) {
      return sharedCa(`${name} has the key of clusterCaCertificate`);
    }
  }
  const [etcd, apiServer] = [read.get('clientCertificates.trustedCaCertificate'), read.get('apiServerCertificates.trustedCaCertificate')];
  const samePath = normalPath(plan.clientCertificates.trustedCaFile) === normalPath(plan.apiServerCertificates.trustedCaFile);
  const same = etcd && apiServer ? shareKey(etcd, apiServer) : samePath;
  return same
    ? undefined
    : {
        fact:
          `the API server trusts ${plan.apiServerCertificates.trustedCaFile} for etcd, which is not known to be the CA of etcd, `
          + `${plan.clientCertificates.trustedCaFile}`,
        consequence: 'so it would reject etcd or trust another server',
        remedy: 'Name the same file, or give trustedCaCertificate on both sides.',
      };
}

/** Every certificate that is given has to be one that the other side accepts. */
function issuerFault(plan: CertificatePlan): Refusal | undefined {
  const issuers = {
    clientCertificates: 'clientCertificates',
    peerCertificates: 'peerCertificates',
    apiServerCertificates: 'clientCertificates',
  } as const;
  for (const side of SIDES) {
    const { certificate } = plan[side];
    if (certificate === undefined) continue;
    const [own, ca] = [certificate, plan[issuers[side]].trustedCaCertificate].map((pem) =>
      pem === undefined ? undefined : readCertificates(pem),
    );
    const authority = `${issuers[side]}.trustedCaCertificate`;
    if (!Array.isArray(own)) {
      return {
        fact: `${side}.certificate cannot be used: ${own}`,
        consequence: 'so its issuer is unknown',
        remedy: 'Give the PEM of the certificate, the public one.',
      };
    }
    if (!Array.isArray(ca)) {
      return {
        fact: `${side}.certificate is given and ${authority} is not`,
        consequence: 'so it is unknown whether the CA issued it',
        remedy: 'Give both, or neither.',
      };
    }
    if (!isIssuedBy(own, ca)) {
      return {
        fact: `${side}.certificate is not issued by the CA of ${authority}`,
        consequence: 'so the other side would reject the connection',
        remedy: 'Issue it with the CA of etcd.',
      };
    }
  }
  return undefined;
}

function sharedCa(fact: string): Refusal {
  return {
    fact,
    consequence: 'so every client of the cluster could read and write etcd past all RBAC',
    remedy: 'Use a separate CA for etcd.',
  };
}
