import { apiServerEtcdTls } from './api-server-etcd-tls';
import { certificateFiles } from './certificate-files';
import { listenAddresses } from './listen-addresses';
import { noPlaintextUrls } from './no-plaintext-urls';
import { ownCa } from './own-ca';
import { separateKeys } from './separate-keys';
import { strongCiphers } from './strong-ciphers';
import { switches } from './switches';
import { tlsMinimum } from './tls-minimum';
import type { AnyRule } from '../../engine/rule';

/** The rules of this room, in the order of the documentation. */
export const etcdRules: readonly AnyRule[] = [
  ...certificateFiles,
  ...switches,
  ownCa,
  separateKeys,
  noPlaintextUrls,
  listenAddresses,
  tlsMinimum,
  strongCiphers,
  apiServerEtcdTls,
];
