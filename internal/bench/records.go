package main

import (
	"encoding/json"
	"errors"
	"fmt"
	"net/http"
	"path"
	"strconv"
	"strings"
	"sync"
	"time"

	apierrors "k8s.io/apimachinery/pkg/api/errors"
	"k8s.io/apimachinery/pkg/runtime/schema"
)

// records are the Secrets and the Lease in which wl keeps a stack's state. They have random
// keys and times in them, so that no two runs write the same: a replayed cluster gives them
// back as they were written.
type records struct {
	delay time.Duration // of each answer, as long as a real server takes

	mu      sync.Mutex
	objects map[string]map[string]any // by path
	version int
}

func newRecords(delay time.Duration) *records {
	return &records{delay: delay, objects: map[string]map[string]any{}}
}

// answer answers a request about one of them, or about what is none of them yet. It reports
// false for all others.
func (k *records) answer(w http.ResponseWriter, r *http.Request, body []byte) bool {
	secrets, leases := "/api/v1/namespaces/"+namespace+"/secrets", "/apis/coordination.k8s.io/v1/namespaces/"+namespace+"/leases"
	within := strings.HasPrefix(r.URL.Path, secrets+"/") || strings.HasPrefix(r.URL.Path, leases+"/")
	if made := r.Method == http.MethodPost && (r.URL.Path == secrets || r.URL.Path == leases); !made && !within {
		return false
	}
	time.Sleep(k.delay)
	k.mu.Lock()
	defer k.mu.Unlock()
	resource := schema.GroupResource{Resource: path.Base(secrets)}
	if strings.HasPrefix(r.URL.Path, leases) {
		resource.Resource = path.Base(leases)
	}
	switch before, there := k.objects[r.URL.Path]; {
	case r.Method == http.MethodPost:
		k.write(w, resource, r.URL.Path, body, false)
	case !there:
		refuse(w, apierrors.NewNotFound(resource, path.Base(r.URL.Path)))
	case r.Method == http.MethodGet:
		reply(w, http.StatusOK, before)
	case r.Method == http.MethodPut:
		k.write(w, resource, path.Dir(r.URL.Path), body, true)
	case r.Method == http.MethodDelete:
		delete(k.objects, r.URL.Path)
		reply(w, http.StatusOK, map[string]any{"apiVersion": "v1", "kind": "Status", "status": "Success"})
	default:
		return false
	}
	return true
}

// write keeps what was sent, as a server completes it, unless that is of an old version.
func (k *records) write(w http.ResponseWriter, of schema.GroupResource, collection string, body []byte, replace bool) {
	var sent map[string]any
	if err := json.Unmarshal(body, &sent); err != nil {
		http.Error(w, err.Error(), http.StatusBadRequest)
		return
	}
	metadata, _ := sent["metadata"].(map[string]any)
	name := fmt.Sprint(metadata["name"])
	former, there := k.objects[collection+"/"+name]
	was, _ := former["metadata"].(map[string]any)
	switch {
	case there && !replace:
		refuse(w, apierrors.NewAlreadyExists(of, name))
		return
	case there && metadata["resourceVersion"] != nil && metadata["resourceVersion"] != was["resourceVersion"]:
		refuse(w, apierrors.NewConflict(of, name, errors.New("the object has been modified")))
		return
	}
	k.version++
	metadata["resourceVersion"] = strconv.Itoa(k.version)
	metadata["uid"], metadata["creationTimestamp"] = fmt.Sprintf("00000000-0000-0000-0000-%012d", k.version), time.Now().UTC().Format(time.RFC3339)
	status := http.StatusCreated
	if there {
		metadata["uid"], metadata["creationTimestamp"], status = was["uid"], was["creationTimestamp"], http.StatusOK
	}
	k.objects[collection+"/"+name] = sent
	reply(w, status, sent)
}

func refuse(w http.ResponseWriter, because *apierrors.StatusError) {
	status := because.Status()
	status.APIVersion, status.Kind = "v1", "Status"
	reply(w, int(status.Code), status)
}

func reply(w http.ResponseWriter, status int, content any) {
	w.Header().Set("Content-Type", "application/json")
	w.WriteHeader(status)
	_ = json.NewEncoder(w).Encode(content)
}
