stack "shop" {}

config_map "first" {
  labels = { a = null } # error: labels must be a map of strings (element "a": must not be null). Labels. Remove the element that is null, or give it a value.
  data   = ["a"]        # error: data must be a map of strings. The entries: text by key. Write data = { "app.conf" = "web" }, for example.
}

config_map "second" {
  data   = { n = null, l = [1] } # error: (element "l": string required, but have tuple). The entries: text by key. Write data = { "app.conf" = "web" }, for example.
  labels = { n = null, l = "x" } # error: (element "n": must not be null). Labels. Remove the element that is null
}

workload "nginx-01" {
  kind     = "Deployment"
  replicas = 1.5 # error: replicas must be a whole number. Number of Pods; in a Job, of those that must succeed. Write replicas = 2, for example.
  container "main" {
    image  = "nginx:1.27"
    args   = "x"                   # error: Write args = ["-v"], for example.
    cpu    = { request = "100MB" } # error: Write request = "250m", for example.
    memory = { limit = "10 Gi" }   # error: Write limit = "128Mi", for example.
    port {
      container_port = "http" # error: Write container_port = 8080, for example.
    }
  }
  image_pull_secrets = ["a", null] # error: (element 1: must not be null). Secrets for pulling images from a private registry. Remove the element that is null, or give it a value.
  advanced {
    upgrade {
      max_surge = "1.5%" # error: Write max_surge = "25%", for example.
    }
  }
}

config_map "third" {}

workload "nginx-02" {
  kind = "Deployment"
  container "main" {
    image = "nginx:1.27"
    environment {
      config_map_key "LEVEL" {
        config_map = config_map.third # error: config_map must be a string. The ConfigMap's name. This is a whole block. Add .name for its name.
        key        = "level"
      }
    }
  }
}
