"""Addresses of the console; mounted only in a demo."""

from django.urls import path

from pendopo.visitors.web import console

urlpatterns = [path("demo/", console.console, name="demo")]
