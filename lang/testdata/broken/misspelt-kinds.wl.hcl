stack "shop" {}

object "pod" {
  manifest = {
    apiVersion = "v1"
    kind       = "pod" # warning: v1 has no kind pod that wl knows. Did you mean "Pod"? Unless the server has it, the plan refuses object.pod.
    metadata   = { name = "web" }
  }
}

object "other-group" {
  manifest = {
    apiVersion = "apps/v1"
    kind       = "ConfigMap" # warning: apps/v1 has no kind ConfigMap that wl knows. Did you mean the kind "ConfigMap" of apiVersion = "v1"?
    metadata   = { name = "web" }
  }
}

object "newer" {
  manifest = {
    apiVersion = "apps/v2"
    kind       = "Deployment" # warning: is of a built-in kind, or an API version of one
    metadata   = { name = "web" }
  }
}

object "custom" {
  manifest = {
    apiVersion = "app/v1"
    kind       = "Deploymen" # warning: is of a kind that wl does not know offline
    metadata   = { name = "web" }
  }
}

object "wrong" {
  manifest = {
    apiVersion = "v1"
    kind       = "ConfigMap"
    metadata   = { name = "web" }
    dat        = {} # error: Kubernetes has no field "dat" here
  }
}
