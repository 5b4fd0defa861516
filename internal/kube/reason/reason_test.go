package reason_test

import (
	"errors"
	"testing"

	"github.com/workloadlang/wl/internal/fact"
	"github.com/workloadlang/wl/internal/kube/reason"
)

// Silence that is the asker's own is none of the cluster.
func TestIsOwn(t *testing.T) {
	because := func(code fact.Code) fact.Fact {
		return fact.New(reason.Unreachable, fact.Args{"because": fact.New(code, nil)})
	}
	for _, c := range []struct {
		silence fact.Fact
		own     bool
	}{
		{fact.New(reason.CredentialsRefused, nil), true},
		{because(reason.PluginFailed), true},
		{because(reason.TokenUnusable), true},
		{because(reason.NotKubernetes), true},
		{because(reason.RedirectUnreachable), true},
		{because(reason.ProxyUnreachable), true},
		{because(reason.AuthorityUnknown), true},
		{because(reason.ConnectionRefused), false},
		{because(reason.NameUnresolved), false},
		{because(reason.PageAnswered), false},
		{because(reason.TimedOut), false},
		{fact.New(reason.NoAnswer, nil), false},
		{fact.Of(errors.New("other")), false},
	} {
		if reason.IsOwn(c.silence) != c.own {
			t.Errorf("%s: %t", c.silence, !c.own)
		}
	}
}
