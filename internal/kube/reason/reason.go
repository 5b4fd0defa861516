// Package reason has the codes of why a request to a cluster comes to nothing:
// docs/codes.md lists them with their arguments.
package reason

import "github.com/workloadlang/wl/internal/fact"

// That no answer comes from a server, or that it does not accept the credentials.
const (
	Unreachable        fact.Code = "server_unreachable"
	CredentialsRefused fact.Code = "credentials_refused"
)

// That a request came to nothing, and what a server answers instead of what it was
// asked for.
const (
	RequestFailed  fact.Code = "request_failed"
	RightsMissing  fact.Code = "rights_missing"
	StorageUnready fact.Code = "storage_unready"
	Overloaded     fact.Code = "server_overloaded"
	AnswerTooLate  fact.Code = "server_timed_out"
	Answered       fact.Code = "server_answered"
	AnswerUnread   fact.Code = "server_answer_unreadable"
	TimeUnknown    fact.Code = "server_time_unknown"
)

// Why the kubeconfig, or a context of it, cannot be used.
const (
	KubeconfigMissing      fact.Code = "kubeconfig_missing"
	KubeconfigUnreadable   fact.Code = "kubeconfig_unreadable"
	KubeconfigEmpty        fact.Code = "kubeconfig_empty"
	ServiceAccountUnusable fact.Code = "service_account_unusable"
	ContextUnusable        fact.Code = "context_unusable"
	ContextNotChosen       fact.Code = "context_not_chosen"
	ContextUnknown         fact.Code = "context_unknown"
	ContextWithoutCluster  fact.Code = "context_without_cluster"
	ContextWithoutUser     fact.Code = "context_without_user"
)

// IsOfCredentials reports whether that no answer comes is of the credentials of whoever asks, and of nothing else.
func IsOfCredentials(silence fact.Fact) bool {
	because, _ := silence.Args["because"].(fact.Fact)
	switch because.Code {
	case PluginFailed, PluginSilent, TokenUnusable:
		return true
	}
	return silence.Code == CredentialsRefused
}

// IsOwn reports whether that no answer comes may be of whoever asks: of their credentials, their kubeconfig or their way, on
// which something else answers, as a page where to log in. It says nothing then of what runs in the cluster, though the
// cluster may be gone all the same, or be another one.
func IsOwn(silence fact.Fact) bool {
	because, _ := silence.Args["because"].(fact.Fact)
	switch because.Code {
	case NotKubernetes, RedirectUnreachable, ProxyUnreachable, PlainHTTP, AuthorityUnknown, CertificateInvalid:
		return true
	}
	return IsOfCredentials(silence)
}

// Why no answer comes.
const (
	PluginSilent        fact.Code = "credential_plugin_silent"
	PluginFailed        fact.Code = "credential_plugin_failed"
	ProxyUnreachable    fact.Code = "proxy_unreachable"
	RedirectUnreachable fact.Code = "redirect_unreachable"
	NameUnresolved      fact.Code = "name_unresolved"
	AuthorityUnknown    fact.Code = "certificate_authority_unknown"
	CertificateInvalid  fact.Code = "certificate_invalid"
	ConnectionRefused   fact.Code = "connection_refused"
	NotKubernetes       fact.Code = "not_an_api_server"
	PageAnswered        fact.Code = "page_answered" // status, title
	PlainHTTP           fact.Code = "server_expects_https"
	TokenUnusable       fact.Code = "token_unusable"
	NoAnswer            fact.Code = "no_answer"
	TimedOut            fact.Code = "connection_timed_out"
	OtherFailure        fact.Code = "connection_failed"
)

// Why a watch tells nothing, of a server that answers.
const (
	WatchUnanswered fact.Code = "watch_unanswered"
	WatchSilent     fact.Code = "watch_silent"
	WatchCut        fact.Code = "watch_cut_off"
)
