export const ABOUT_SUBJECT = `
SUBJECT is one of
  user:alice                     a user; --as-group names the groups that the identity provider gives to it
  serviceaccount:payments/api    a ServiceAccount, also written system:serviceaccount:payments:api
  group:devs                     anyone of a group
  alice                          the same as user:alice`;
