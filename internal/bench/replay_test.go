package main

import (
	"bufio"
	"context"
	"crypto/tls"
	"crypto/x509"
	"fmt"
	"io"
	"net/http"
	"net/http/httptest"
	"net/url"
	"slices"
	"strings"
	"testing"
	"testing/synctest"
	"time"
)

// What a server has answered is answered again: in its order, by request, over one
// connection of HTTP/2; a watch part by part, until nobody reads it any more.
func TestReplay(t *testing.T) {
	asked := 0
	real := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		w.Header().Set("X-Kind", r.Method)
		if isWatch(r) {
			fmt.Fprintln(w, "first")
			w.(http.Flusher).Flush()
			fmt.Fprintln(w, "second")
			w.(http.Flusher).Flush()
			<-r.Context().Done()
			return
		}
		body, _ := io.ReadAll(r.Body)
		asked++
		w.WriteHeader(http.StatusAccepted)
		fmt.Fprintf(w, "%s %d", body, asked)
	}))
	defer real.Close()
	server, err := url.Parse(real.URL)
	if err != nil {
		t.Fatal(err)
	}
	id, err := newIdentity()
	if err != nil {
		t.Fatal(err)
	}
	roots := x509.NewCertPool()
	roots.AppendCertsFromPEM(id.ca)
	recorded := newTape()
	proxy, err := id.serve(&recorder{server: server, transport: http.DefaultTransport, tape: recorded})
	if err != nil {
		t.Fatal(err)
	}
	defer proxy.http.Close()
	again := &replayed{}
	if again.listening, err = id.serve(again); err != nil {
		t.Fatal(err)
	}
	defer again.http.Close()
	again.rewind(recorded, nil)

	said := func(address string) (all []string) {
		client := &http.Client{Transport: &http.Transport{TLSClientConfig: &tls.Config{RootCAs: roots}, ForceAttemptHTTP2: true}}
		for _, body := range []string{"a", "b", "a"} {
			answer, err := client.Post(address+"/x?q=1", "text/plain", strings.NewReader(body))
			if err != nil {
				t.Fatal(err)
			}
			text, _ := io.ReadAll(answer.Body)
			answer.Body.Close()
			all = append(all, fmt.Sprint(answer.Proto, answer.StatusCode, answer.Header.Get("X-Kind"), string(text)))
		}
		ctx, cancel := context.WithCancel(t.Context())
		defer cancel()
		r, err := http.NewRequestWithContext(ctx, http.MethodGet, address+"/x?watch=true", nil)
		if err != nil {
			t.Fatal(err)
		}
		answer, err := client.Do(r)
		if err != nil {
			t.Fatal(err)
		}
		defer answer.Body.Close()
		for lines := bufio.NewReader(answer.Body); len(all) < 5; {
			line, err := lines.ReadString('\n')
			if err != nil {
				t.Fatal(err)
			}
			all = append(all, line)
		}
		return all
	}
	first, second := said(proxy.address), said(again.address)
	if strings.Join(first, "|") != strings.Join(second, "|") || !strings.HasPrefix(first[2], "HTTP/2.0202POSTa 3") {
		t.Errorf("recorded %q, replayed %q", first, second)
	}
	if connections, requests, unknown := again.count(); connections != 1 || requests != 4 || len(unknown) > 0 {
		t.Errorf("%d connections, %d requests, unknown %v", connections, requests, unknown)
	}
	client := &http.Client{Transport: &http.Transport{TLSClientConfig: &tls.Config{RootCAs: roots}, ForceAttemptHTTP2: true}}
	answer, err := client.Get(again.address + "/other")
	if err != nil {
		t.Fatal(err)
	}
	answer.Body.Close()
	if _, _, unknown := again.count(); answer.StatusCode != http.StatusNotImplemented || len(unknown) != 1 {
		t.Errorf("%d, %v", answer.StatusCode, unknown)
	}
}

// What a list lacks, because it was written later, is written after it again.
func TestReplayedListsAreNotOld(t *testing.T) {
	const objects = "/api/v1/namespaces/n/configmaps"
	recorded := newTape()
	for _, r := range []struct{ method, path, said string }{
		{http.MethodPatch, objects + "/a", "a is written"}, {http.MethodGet, objects, "the list has a"}, {http.MethodPatch, objects + "/b", "b is written"},
	} {
		recorded.add(httptest.NewRequest(r.method, r.path, nil), nil, &answer{status: http.StatusOK, parts: []part{{0, []byte(r.said)}}})
	}
	for name, listed := range map[string]bool{"a list comes": true, "none comes": false} {
		synctest.Test(t, func(t *testing.T) {
			s := &replayed{listening: &listening{}}
			s.rewind(recorded, nil)
			said := make(chan string, 3)
			ask := func(method, path string) {
				w := httptest.NewRecorder()
				s.ServeHTTP(w, httptest.NewRequest(method, path, nil))
				said <- w.Body.String()
			}
			ask(http.MethodPatch, objects+"/a")
			go ask(http.MethodPatch, objects+"/b")
			synctest.Wait()
			if len(said) != 1 {
				t.Errorf("%s: the second write is answered before the list", name)
			}
			want := []string{"a is written", "b is written"}
			if listed {
				ask(http.MethodGet, objects)
				want = append(want, "the list has a")
			} else {
				time.Sleep(patience)
			}
			synctest.Wait()
			close(said)
			var all []string
			for text := range said {
				all = append(all, text)
			}
			if slices.Sort(all); !slices.Equal(all, want) {
				t.Errorf("%s: %q", name, all)
			}
		})
	}
}

// What wl keeps for itself is as it was written, by versions.
func TestRecords(t *testing.T) {
	k := newRecords(0)
	const secrets = "/api/v1/namespaces/" + namespace + "/secrets"
	for _, c := range []struct {
		method, path, body string
		status             int
		has                string
	}{
		{http.MethodGet, secrets + "/a", "", 404, `secrets \"a\" not found`},
		{http.MethodPost, secrets, `{"metadata":{"name":"a"},"data":{"k":"MQ=="}}`, 201, `"resourceVersion":"1"`},
		{http.MethodPost, secrets, `{"metadata":{"name":"a"}}`, 409, "AlreadyExists"},
		{http.MethodPut, secrets + "/a", `{"metadata":{"name":"a","resourceVersion":"1"},"data":{"k":"Mg=="}}`, 200, `"resourceVersion":"2"`},
		{http.MethodPut, secrets + "/a", `{"metadata":{"name":"a","resourceVersion":"1"}}`, 409, "Conflict"},
		{http.MethodGet, secrets + "/a", "", 200, `"k":"Mg=="`},
		{http.MethodDelete, secrets + "/a", "", 200, "Success"},
		{http.MethodGet, secrets + "/a", "", 404, "NotFound"},
		{http.MethodGet, secrets, "", 0, ""},
		{http.MethodPatch, "/api/v1/namespaces/" + namespace + "/services/a", "{}", 0, ""},
	} {
		w := httptest.NewRecorder()
		answered := k.answer(w, httptest.NewRequest(c.method, c.path, nil), []byte(c.body))
		if answered != (c.status > 0) || answered && (w.Code != c.status || !strings.Contains(w.Body.String(), c.has)) {
			t.Errorf("%s %s: %t, %d %s", c.method, c.path, answered, w.Code, w.Body)
		}
	}
}
