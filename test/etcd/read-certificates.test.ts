import { readCertificates } from '../../src/etcd/certificates';
import { ONE, OTHER } from './certificates';

const BEGIN = '-----BEGIN CERTIFICATE-----\n';
const read = (pem: string) => {
  const found = readCertificates(pem);
  return typeof found === 'string' ? found : found.map(({ subject }) => subject);
};

test.each<[string, string, unknown]>([
  ['nothing', 'x', 'there is no PEM certificate in it'],
  ['a bundle with text between', `a\n${ONE}b\n${OTHER}`, ['CN=one', 'CN=other']],
  ['one without its end', ONE.slice(0, -30), 'there is no PEM certificate in it'],
  ['one without its end before another', `${ONE.slice(0, -30)}\n${OTHER}`, 'a certificate in it cannot be read'],
  ['one without its end behind another', `${OTHER}${ONE.slice(0, -30)}`, ['CN=other']],
  ['very many beginnings', BEGIN.repeat(200_000), 'there is no PEM certificate in it'],
])('%s', (_, pem, expected) => expect(read(pem)).toEqual(expected));
