import { apiServerEtcdTls } from './transport/api-server-etcd-tls';
import { certificateFiles } from './certificates/certificate-files';
import { listenAddresses } from './transport/listen-addresses';
import { noPlaintextUrls } from './transport/no-plaintext-urls';
import { ownCa } from './certificates/own-ca';
import { separateKeys } from './certificates/separate-keys';
import { strongCiphers } from './transport/strong-ciphers';
import { switches } from './transport/switches';
import { tlsMinimum } from './transport/tls-minimum';
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
