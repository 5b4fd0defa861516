package connection

import (
	"context"
	"io"
	"log"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"

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
