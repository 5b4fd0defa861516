stack "shop" {}

workload "nginx-01" {
  kind               = "Deployment"
  replicas           = 1.5              # error: replicas must be a whole number
  image_pull_secrets = "regcred"        # error: image_pull_secrets must be a list of strings
  description        = ["a", "b"]       # error: description must be a string
  container "nginx" {
    image      = null                   # error: image of container "nginx" is null
    privileged = "maybe"                # error: privileged must be true or false
    cpu        = "500m"                 # error: cpu must be an object: { request, limit }. Write cpu = { request = … }.
    memory     = { limit = "1 gig" }    # error: limit must be a quantity such as "250m", "1.5" or "128Mi"
    port "http" {
      container_port = "http"           # error: container_port must be a whole number
    }
    environment {
      variables = "A=b"                 # error: variables must be a map of strings
    }
  }
  advanced {
    upgrade {
      max_unavailable = "a quarter"     # error: max_unavailable must be a whole number or a percentage such as "25%"
    }
    metadata {
      labels = { team = ["web"] }       # error: labels must be a map of strings (element "team": string required
    }
  }
}
