package prometheus

import (
	"context"
	"errors"
	"fmt"
	"net"
	"net/http"
	"net/http/httptest"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/workloadlang/wl/internal/analysis"
	"github.com/workloadlang/wl/internal/fact"
)

var instant = time.Date(2026, 11, 29, 12, 0, 0, 500_000_000, time.UTC)

const answered = `{"status":"success","data":{"resultType":%q,"result":%s}}`

// Whatever a server answers is a number or a fact that says why it is none; no error has
// the address.
func TestValue(t *testing.T) {
	for name, c := range map[string]struct {
		status int
		answer string
		value  float64
		code   fact.Code
		says   string
	}{
		"a series":              {200, fmt.Sprintf(answered, "vector", `[{"metric":{"a":"b"},"value":[1764417600,"0.25"]}]`), 0.25, "", ""},
		"a scalar":              {200, fmt.Sprintf(answered, "scalar", `[1764417600,"3"]`), 3, "", ""},
		"none":                  {200, fmt.Sprintf(answered, "vector", `[]`), 0, analysis.NoValue, ""},
		"several":               {200, fmt.Sprintf(answered, "vector", `[{"metric":{},"value":[1,"1"]},{"metric":{},"value":[1,"2"]}]`), 0, analysis.SeveralSeries, "count=2"},
		"a range":               {200, fmt.Sprintf(answered, "matrix", `[]`), 0, analysis.NoScalar, "matrix"},
		"a text":                {200, fmt.Sprintf(answered, "string", `[1,"x"]`), 0, analysis.NoAnswer, ""},
		"a histogram":           {200, fmt.Sprintf(answered, "vector", `[{"metric":{},"histogram":[1,{"count":"1","sum":"1","buckets":[]}]}]`), 0, analysis.NoScalar, "histogram"},
		"a query that is wrong": {400, `{"status":"error","errorType":"bad_data","error":"parse error: unexpected end of input"}`, 0, analysis.NoAnswer, "unexpected end of input"},
		"a server that fails":   {503, "upstream is down", 0, analysis.NoAnswer, "503"},
		"a page":                {200, "<html>log in</html>", 0, analysis.NoAnswer, ""},
		"nothing":               {200, "", 0, analysis.NoAnswer, ""},
		"null":                  {200, "null", 0, analysis.NoAnswer, ""},
		"another type":          {200, fmt.Sprintf(answered, "tensor", `[]`), 0, analysis.NoAnswer, ""},
		"a wrong form":          {200, fmt.Sprintf(answered, "vector", `[{"value":"x"}]`), 0, analysis.NoAnswer, ""},
		"too much":              {200, fmt.Sprintf(answered, "vector", `[{"metric":{"a":"`+strings.Repeat("x", 2<<20)+`"},"value":[1,"1"]}]`), 0, analysis.NoAnswer, "larger than 1 MiB"},
		"many words":            {400, `{"status":"error","errorType":"bad_data","error":"` + strings.Repeat("é", 4000) + `"}`, 0, analysis.NoAnswer, "é"},
	} {
		server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
			if r.FormValue("query") != `up{cluster="eu-1"}` || r.FormValue("time") != "1795953600.5" || r.URL.Path != "/api/v1/query" {
				t.Errorf("%s: asked for %s at %s", r.URL.Path, r.FormValue("query"), r.FormValue("time"))
			}
			w.WriteHeader(c.status)
			fmt.Fprint(w, c.answer)
		}))
		client, err := Open(strings.Replace(server.URL, "http://", "http://user:hunter2@", 1), "")
		if err != nil {
			t.Fatal(err)
		}
		value, err := client.Value(t.Context(), `up{cluster="eu-1"}`, instant)
		server.Close()
		if problem := fact.Of(err); value != c.value || problem.Code != c.code || !strings.Contains(problem.String(), c.says) || len(problem.String()) > 1000 {
			t.Errorf("%s: %v, %v", name, value, err)
		}
	}
}

// The token is sent to the server of the address, to none to which that redirects, and is in
// no error, also where the server repeats it.
func TestBearerToken(t *testing.T) {
	var elsewhere []string
	other := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		elsewhere = append(elsewhere, r.Header.Get("Authorization"))
		fmt.Fprintf(w, answered, "scalar", `[1,"1"]`)
	}))
	t.Cleanup(other.Close)
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		switch given := r.Header.Get("Authorization"); {
		case given != "Bearer hunter2":
			w.WriteHeader(http.StatusUnauthorized)
			fmt.Fprintf(w, "%q is not known here", given)
		case strings.HasPrefix(r.URL.Path, "/away"):
			http.Redirect(w, r, strings.Replace(other.URL, "127.0.0.1", "localhost", 1)+r.URL.RequestURI(), http.StatusTemporaryRedirect)
		default:
			fmt.Fprintf(w, answered, "scalar", `[1,"7"]`)
		}
	}))
	t.Cleanup(server.Close)
	for name, c := range map[string]struct {
		path, token string
		value       float64
		says        string
	}{
		"the token": {"", "hunter2", 7, ""}, "another": {"", "wrong-token", 0, "401"}, "none": {"", "", 0, "401"}, "a redirect": {"/away", "hunter2", 1, ""},
	} {
		client, err := Open(server.URL+c.path, c.token)
		if err != nil {
			t.Fatal(err)
		}
		value, err := client.Value(t.Context(), "up", instant)
		if text := fact.Of(err).String(); value != c.value || !strings.Contains(text, c.says) || strings.Contains(text, "wrong-token") {
			t.Errorf("%s: %v, %s", name, value, text)
		}
	}
	if len(elsewhere) != 1 || elsewhere[0] != "" {
		t.Errorf("it was sent elsewhere: %q", elsewhere)
	}
	if _, err := Open("http://a b:x", "hunter2"); err == nil || strings.Contains(err.Error(), "hunter2") {
		t.Errorf("an address that is none: %v", err)
	}
}

func TestNoAnswer(t *testing.T) {
	over := make(chan struct{})
	hangs := httptest.NewServer(http.HandlerFunc(func(http.ResponseWriter, *http.Request) { <-over }))
	t.Cleanup(hangs.Close)
	t.Cleanup(func() { close(over) })
	for name, address := range map[string]string{"nobody listens": "http://user:hunter2@" + free(t), "no name": "http://user:hunter2@prometheus.invalid:9090"} {
		client, err := Open(address, "")
		if err != nil {
			t.Fatal(err)
		}
		_, err = client.Value(t.Context(), "up", instant)
		if text := fact.Of(err).String(); fact.Of(err).Code != analysis.NoAnswer || strings.Contains(text, "hunter2") {
			t.Errorf("%s: %v", name, err)
		}
	}
	if _, err := Open("http://user:hunter2@a b:x", ""); err == nil || strings.Contains(err.Error(), "hunter2") {
		t.Errorf("an address that is none: %v", err)
	}
	client, err := Open(hangs.URL, "")
	if err != nil {
		t.Fatal(err)
	}
	ctx, cancel := context.WithTimeoutCause(t.Context(), 50*time.Millisecond, errors.New("interrupted"))
	defer cancel()
	if _, err := client.Value(ctx, "up", instant); err == nil || err.Error() != "interrupted" {
		t.Errorf("an interrupted query: %v", err)
	}
}

func free(t *testing.T) string {
	t.Helper()
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	defer l.Close()
	return l.Addr().String()
}

// A real Prometheus answers as the client reads it: numbers at instants that have passed,
// and what is none.
func TestRealPrometheus(t *testing.T) {
	program, err := exec.LookPath("prometheus")
	if err != nil {
		if os.Getenv("WL_TEST_PROMETHEUS_REQUIRED") == "1" {
			t.Fatal("there is no program prometheus")
		}
		t.Skip("there is no program prometheus; apt-get install prometheus brings it")
	}
	client := started(t, program)
	begun := time.Now()
	for value, err := 0.0, error(nil); value != 1; value, err = client.Value(t.Context(), `up{job="itself"}`, time.Now()) {
		if time.Since(begun) > time.Minute {
			t.Fatalf("it has not looked at itself: %v, %v", value, err)
		}
		time.Sleep(200 * time.Millisecond)
	}
	seen := time.Now()
	for query, c := range map[string]struct {
		at    time.Time
		value float64
		code  fact.Code
	}{
		`up{job="itself"}`:                    {seen, 1, ""},
		`up{job="itself"} `:                   {begun.Add(-time.Hour), 0, analysis.NoValue},
		`time()`:                              {time.Unix(1_700_000_000, 0), 1_700_000_000, ""},
		`sum(up) * 0.01`:                      {seen, 0.01, ""},
		`up{job="nothing"}`:                   {seen, 0, analysis.NoValue},
		`{__name__=~"go_.+"}`:                 {seen, 0, analysis.SeveralSeries},
		`up[5m]`:                              {seen, 0, analysis.NoScalar},
		`sum(`:                                {seen, 0, analysis.NoAnswer},
		`"text"`:                              {seen, 0, analysis.NoAnswer},
		`vector(1) and on() (sum(up) > 1000)`: {seen, 0, analysis.NoValue},
	} {
		if value, err := client.Value(t.Context(), query, c.at); value != c.value || fact.Of(err).Code != c.code {
			t.Errorf("%s at %s: %v, %v", query, c.at, value, err)
		}
	}
	nan, err := client.Value(t.Context(), "vector(0) / 0", seen)
	if rule := (analysis.Rule{}); err != nil || rule.Sample(analysis.Due{}, seen, nan).Problem.Code != analysis.NotANumber {
		t.Errorf("0/0: %v, %v", nan, err)
	}
}

// started runs a Prometheus that looks at itself, and returns a client of it.
func started(t *testing.T, program string) *Client {
	t.Helper()
	dir, address := t.TempDir(), free(t)
	config := "global:\n  scrape_interval: 1s\nscrape_configs:\n- job_name: itself\n  static_configs:\n  - targets: [\"" + address + "\"]\n"
	if err := os.WriteFile(filepath.Join(dir, "config.yaml"), []byte(config), 0o600); err != nil {
		t.Fatal(err)
	}
	said, err := os.Create(filepath.Join(dir, "log"))
	if err != nil {
		t.Fatal(err)
	}
	cmd := exec.Command(program, "--config.file="+filepath.Join(dir, "config.yaml"), "--storage.tsdb.path="+filepath.Join(dir, "data"), "--web.listen-address="+address)
	cmd.Stdout, cmd.Stderr = said, said
	if err := cmd.Start(); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		_ = cmd.Process.Kill()
		_ = cmd.Wait()
		said.Close()
		if log, err := os.ReadFile(said.Name()); err == nil && t.Failed() {
			t.Logf("%s", log)
		}
	})
	client, err := Open("http://"+address, "")
	if err != nil {
		t.Fatal(err)
	}
	return client
}
