import { X509Certificate } from 'node:crypto';
import type { FilePattern } from '../kubernetes/objects/node-files';

/** Certificates, whatever they are for. A key may be next to one: it is never shown. */
export const certificateFiles: FilePattern = {
  name: 'certificates',
  path: /\.(?:crt|cert|cer|pem)$/i,
  recognises: (content) => content.includes('-----BEGIN '),
};

const BEGIN = '-----BEGIN CERTIFICATE-----';
const END = '-----END CERTIFICATE-----';

/** Reads every certificate of a PEM text; a text in place of the list says why it cannot be read. */
export function readCertificates(pem: string): X509Certificate[] | string {
  const blocks = blocksOf(pem);
  if (blocks.length === 0) return 'there is no PEM certificate in it';
  try {
    return blocks.map((block) => new X509Certificate(block));
  } catch {
    return 'a certificate in it cannot be read';
  }
}

/** From each beginning to the end that follows it. A pattern would look for the end again at every beginning. */
function blocksOf(pem: string): string[] {
  const blocks: string[] = [];
  for (let from = pem.indexOf(BEGIN); from >= 0;) {
    const end = pem.indexOf(END, from);
    if (end < 0) break;
    blocks.push(pem.slice(from, end + END.length));
    from = pem.indexOf(BEGIN, end + END.length);
  }
  return blocks;
}

/** True when two bundles share a key: the holder of the key issues certificates that both trust, whatever the certificates are called. */
export function shareKey(one: readonly X509Certificate[], other: readonly X509Certificate[]): boolean {
  const keys = new Set(one.map(keyOf));
  return other.some((certificate) => keys.has(keyOf(certificate)));
}

/** True when the first certificate of a bundle is issued by one of some authorities, over the others of the bundle where it takes them. */
export function isIssuedBy([leaf, ...intermediates]: readonly X509Certificate[], authorities: readonly X509Certificate[]): boolean {
  if (leaf === undefined) return false;
  const isBy = (issuer: X509Certificate) => leaf.checkIssued(issuer) && leaf.verify(issuer.publicKey);
  if (authorities.some(isBy)) return true;
  return intermediates.some(
    (one, index) => one.ca && isBy(one) && isIssuedBy([one, ...intermediates.filter((_, other) => other !== index)], authorities),
  );
}

function keyOf(certificate: X509Certificate): string {
  return certificate.publicKey.export({ type: 'spki', format: 'der' }).toString('base64');
}
