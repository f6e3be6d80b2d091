import { gzipSync } from 'node:zlib';
import type { HostFile } from '../cdk8s/host-file';
import { refusal } from '../cdk8s/refusal';

/** The longest `content` that Cluster API takes. */
const LONGEST = 10_240;

/** A file as the kubeadm bootstrap provider of Cluster API writes it to a machine. */
export interface ClusterApiFile {
  readonly path: string;
  readonly owner: string;
  readonly permissions: string;
  readonly content?: string;
  readonly encoding?: 'gzip+base64';
  readonly contentFrom?: object;
}

/**
 * A file of the nodes for Cluster API; a long one is compressed.
 *
 * Source: the schema of KubeadmConfigTemplate (bootstrap.cluster.x-k8s.io/v1beta2) of Cluster API 1.14
 *
 * @throws Error for a file that is too long for Cluster API even so
 */
export function clusterApiFile(file: HostFile): ClusterApiFile {
  const base = { path: file.path, owner: file.owner.includes(':') ? file.owner : `${file.owner}:${file.owner}`, permissions: file.mode };
  if (file.content.length <= LONGEST && Buffer.byteLength(file.content) <= LONGEST) return { ...base, content: file.content };
  const packed = gzipSync(file.content);
  // The system on which it is packed: the same text everywhere.
  packed[9] = 255;
  const content = packed.toString('base64');
  if (content.length <= LONGEST) return { ...base, content, encoding: 'gzip+base64' };
  throw refusal(file, {
    fact: `${file.path} has ${content.length} characters when it is compressed`,
    consequence: `and Cluster API takes ${LONGEST} at most`,
    remedy: 'Make it shorter, or put it into the image of the machines.',
  });
}
