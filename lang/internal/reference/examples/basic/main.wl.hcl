stack "shop" {
  namespace = "shop"
}

workload "web-shop" {
  kind        = "Deployment"
  replicas    = 3
  description = "What customers see."

  container "nginx" {
    image  = "nginx:1.28"
    cpu    = { request = "100m", limit = "500m" }
    memory = { request = "64Mi", limit = "256Mi" }
  }
}
