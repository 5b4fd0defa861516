// Package reason has the codes of why no request to a cluster is answered:
// docs/codes.md lists them with their arguments.
package reason

import "github.com/workloadlang/wl/internal/fact"

// That no answer comes from a server, or that it does not accept the credentials.
const (
	Unreachable        fact.Code = "server_unreachable"
	CredentialsRefused fact.Code = "credentials_refused"
)

// Why no answer comes.
const (
	PluginSilent       fact.Code = "credential_plugin_silent"
	PluginFailed       fact.Code = "credential_plugin_failed"
	NameUnresolved     fact.Code = "name_unresolved"
	AuthorityUnknown   fact.Code = "certificate_authority_unknown"
	CertificateInvalid fact.Code = "certificate_invalid"
	ConnectionRefused  fact.Code = "connection_refused"
	NotKubernetes      fact.Code = "not_an_api_server"
	NoAnswer           fact.Code = "no_answer"
	TimedOut           fact.Code = "connection_timed_out"
	OtherFailure       fact.Code = "connection_failed"
)
