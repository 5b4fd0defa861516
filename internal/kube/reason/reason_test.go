package reason_test

import (
	"errors"
	"testing"

	"github.com/workloadlang/wl/internal/fact"
	"github.com/workloadlang/wl/internal/kube/reason"
)

// Silence that is the asker's own says nothing of what runs in a cluster. That of something else on the way to it is not
// told from that of a cluster which is gone, as that of credentials is.
func TestIsOwn(t *testing.T) {
	because := func(code fact.Code) fact.Fact {
		return fact.New(reason.Unreachable, fact.Args{"because": fact.New(code, nil)})
	}
	for _, c := range []struct {
		silence          fact.Fact
		own, credentials bool
	}{
		{fact.New(reason.CredentialsRefused, nil), true, true},
		{because(reason.PluginFailed), true, true},
		{because(reason.PluginSilent), true, true},
		{because(reason.TokenUnusable), true, true},
		{because(reason.NotKubernetes), true, false},
		{because(reason.RedirectUnreachable), true, false},
		{because(reason.ProxyUnreachable), true, false},
		{because(reason.PlainHTTP), true, false},
		{because(reason.AuthorityUnknown), true, false},
		{because(reason.CertificateInvalid), true, false},
		{because(reason.ConnectionRefused), false, false},
		{because(reason.NameUnresolved), false, false},
		{because(reason.PageAnswered), false, false},
		{because(reason.NoAnswer), false, false},
		{because(reason.TimedOut), false, false},
		{because(reason.OtherFailure), false, false},
		{fact.New(reason.NoAnswer, nil), false, false},
		{fact.Of(errors.New("other")), false, false},
	} {
		if reason.IsOwn(c.silence) != c.own {
			t.Errorf("%s is the asker's own: %t", c.silence, !c.own)
		}
		if reason.IsOfCredentials(c.silence) != c.credentials {
			t.Errorf("%s is of credentials: %t", c.silence, !c.credentials)
		}
	}
}
