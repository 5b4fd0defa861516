package connection

import (
	"context"
	"errors"
	"io"
	"log"
	"net/http"
	"net/http/httptest"
	"strings"
	"sync/atomic"
	"testing"

	apierrors "k8s.io/apimachinery/pkg/api/errors"
	"k8s.io/client-go/tools/clientcmd"
	"k8s.io/client-go/tools/clientcmd/api"

	"github.com/workloadlang/wl/internal/fact"
	"github.com/workloadlang/wl/internal/kube/reason"
)

// What is no answer of an API server is explained, whatever its status: it is not shown.
func TestAnswersOfOthers(t *testing.T) {
	page := func(code int, text string) http.HandlerFunc {
		return func(w http.ResponseWriter, _ *http.Request) {
			w.Header().Set("Content-Type", "text/html; charset=utf-8")
			w.WriteHeader(code)
			_, _ = w.Write([]byte(text))
		}
	}
	for name, c := range map[string]struct {
		answer http.HandlerFunc
		token  string
		want   fact.Code
	}{
		"a page":                   {page(200, "<html><body>Log in</body></html>"), "", reason.NotKubernetes},
		"a page that forbids":      {page(403, "<html><head><title>Blocked</title></head></html>"), "", reason.NotKubernetes},
		"a page that is not there": {page(404, "\n<!DOCTYPE html>\n<html></html>"), "", reason.NotKubernetes},
		"XML that forbids":         {page(403, "<?xml version=\"1.0\"?><Error>AccessDenied</Error>"), "", reason.NotKubernetes},
		"a page of a gateway":      {page(502, "<html><head><TITLE lang=en>502 Bad\n  Gateway &amp;amp; more</TITLE></head><body>secret</body></html>"), "", reason.PageAnswered},
		"a page without a title":   {page(503, "<!DOCTYPE html><html><body>Maintenance</body></html>"), "", reason.PageAnswered},
		"a page that came late":    {page(504, "<center>Gateway Time-out</center>"), "", reason.PageAnswered},
		"HTTPS expected":           {nil, "", reason.PlainHTTP},
		"a line break in a token":  {page(200, ""), "a\nb", reason.TokenUnusable},
		"a NUL in a token":         {page(200, ""), "a\x00b", reason.TokenUnusable},
	} {
		t.Run(name, func(t *testing.T) {
			server := httptest.NewUnstartedServer(c.answer)
			server.Config.ErrorLog = log.New(io.Discard, "", 0)
			scheme := "http://"
			if c.token != "" { // it is sent by TLS alone
				scheme = "https://"
			}
			if c.answer == nil || c.token != "" {
				server.StartTLS()
			} else {
				server.Start()
			}
			defer server.Close()
			connection := connectionTo(t, scheme+server.Listener.Addr().String(), c.token)
			_, err := connection.Version(t.Context())
			sent := func(ctx context.Context) error {
				stream, err := connection.Stream(ctx, connection.Request(http.MethodGet, "/api/v1/pods").Param("watch", "true"))
				if err == nil {
					stream.Close()
				}
				return err
			}
			for _, err := range []error{err, sent(t.Context())} {
				if err == nil {
					continue // a stream of pages is read later
				}
				because, _ := fact.Of(err).Args["because"].(fact.Fact)
				if because.Code != c.want || strings.Contains(because.String(), "<") {
					t.Errorf("%v: %v", err, because)
				}
			}
		})
	}
}

// Of the page that answers for a server that is away, the title is shown at most. A read is sent
// again, as after any failure of the server; whether a write took effect is not known.
func TestPagesInPlaceOfAnswers(t *testing.T) {
	for page, want := range map[string]string{
		"<html><head><TITLE lang=en>\n502 Bad\n  Gateway &amp; more\x1b[2J</TITLE></head><body>p</body></html>": "502 Bad Gateway & more [2J",
		"<title>" + strings.Repeat("é", 100) + "</title>":                                                       strings.Repeat("é", maxTitle) + "…",
		"<title>never ended": "",
		"<title></title>":    "",
		"<h1>502</h1>":       "",
	} {
		var asked atomic.Int64
		server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) {
			asked.Add(1)
			w.Header().Set("Content-Type", "text/html")
			w.WriteHeader(http.StatusBadGateway)
			_, _ = io.WriteString(w, page)
		}))
		connection := connectionTo(t, server.URL, "")
		_, err := connection.Version(t.Context())
		because, _ := fact.Of(err).Args["because"].(fact.Fact)
		if want := fact.New(reason.PageAnswered, fact.Args{"status": 502, "title": want}); because.String() != want.String() {
			t.Errorf("%q: %v, not %v", page, because, want)
		}
		if asked.Swap(0) < 2 {
			t.Errorf("%q: the read was sent once", page)
		}
		_, err = connection.Send(t.Context(), connection.Request(http.MethodPatch, "/api/v1/namespaces/shop"))
		if !errors.As(err, new(*UnreachableError)) || errors.As(err, new(apierrors.APIStatus)) || asked.Load() != 1 {
			t.Errorf("%q: %d writes: %v", page, asked.Load(), err)
		}
		server.Close()
	}
}

func connectionTo(t *testing.T, server, token string) *Connection {
	t.Helper()
	config := api.NewConfig()
	config.Clusters["it"] = &api.Cluster{Server: server, InsecureSkipTLSVerify: strings.HasPrefix(server, "https:")}
	config.AuthInfos["it"] = &api.AuthInfo{Token: token}
	config.Contexts["it"] = &api.Context{Cluster: "it", AuthInfo: "it"}
	config.CurrentContext = "it"
	file := t.TempDir() + "/kubeconfig"
	if err := clientcmd.WriteToFile(*config, file); err != nil {
		t.Fatal(err)
	}
	c, err := Open(Target{Kubeconfig: file}, Options{})
	if err != nil {
		t.Fatal(err)
	}
	return c
}
